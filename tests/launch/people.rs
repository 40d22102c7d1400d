//! What people and machines do around a launch: two windows, two presses, wrong clocks, restarts, lists that lag or lie.

use std::time::Duration;

use kaytop::domain::launch::Phase;
use kaytop::domain::launch::reconcile::{QUIET, may_be_released};
use kaytop::runtime::launch::ports::{Point, Time};
use kaytop::runtime::launch::refusal::Refusal;
use kaytop::runtime::launch::search::Unresolved;

use crate::case::{HIDING, LISTS, User};
use crate::deaths::Interruption;
use crate::places::Death;
use crate::user::{End, live, press, want};
use crate::world::{NAME, World};

#[tokio::test(start_paused = true)]
async fn pressed_twice_one_request_goes_out() {
    let world = World::new("create:slow:1", &[], &[]).await;
    let process = world.process();
    let launcher = &process.launcher;
    let draft = launcher.prepare(world.request(), false).await.unwrap();
    let (first, second) = tokio::join!(launcher.launch(draft.clone(), false), launcher.launch(draft, false));
    assert!(first.is_ok() != second.is_ok(), "one is refused");
    assert_eq!(world.posts(), 1);
}

#[tokio::test(start_paused = true)]
async fn s10_two_processes_with_the_same_plan_make_one_campaign() {
    for create in ["create:applied-plain:1", "create:applied-hang:1", "create:applied-reset:1"] {
        let world = World::new(create, &[], &[]).await;
        let (one, two) = (world.process(), world.process());
        let (first, second) = tokio::join!(press(&world, &one.launcher), press(&world, &two.launcher));
        assert!(first.is_ok() != second.is_ok(), "{create}: one is refused");
        let refused = first.err().or(second.err()).unwrap();
        assert!(matches!(refused, Refusal::SameName(_) | Refusal::SameLaunch(_)), "{create}: {refused}");
        assert_eq!((world.posts(), world.truth().len()), (1, 1), "{create}");
    }
}

#[tokio::test(start_paused = true)]
async fn whatever_the_list_is_like_an_unknown_outcome_ends_in_one_campaign() {
    for list in LISTS {
        for create in ["create:applied-close:1", "create:close:1", "create:late-120-close:1", "create:late-500-hang:1"]
        {
            let world = World::new(create, list, &[]).await;
            let end = want(&world, true).await;
            assert!(!matches!(end, End::Stuck(_)), "{create} {list:?}: {end:?}");
            assert!(world.truth().len() <= 1, "{create} {list:?}: {end:?} {:?}", world.truth());
        }
    }
}

#[tokio::test(start_paused = true)]
async fn without_a_person_it_is_never_called_absent_while_it_may_still_come() {
    for list in LISTS {
        let world = World::new("create:late-590-close:1", list, &[]).await;
        let process = world.process();
        let ended = press(&world, &process.launcher).await.unwrap();
        assert_eq!(ended.launch.phase, Phase::Unknown, "{list:?}");
        let looked = process.launcher.search(ended.launch, QUIET, |_| {}).await;
        assert!(!may_be_released(&looked, &world.time.stamp()) || !world.truth().is_empty(), "{list:?}");
        assert_eq!(world.posts(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_campaign_that_only_looks_like_it_is_named_and_not_taken_for_it() {
    let world = World::new("create:close:1", &["list:twin"], &[]).await;
    let process = world.process();
    let ended = press(&world, &process.launcher).await.unwrap();
    let looked = process.launcher.search(ended.launch, Duration::from_secs(17), |_| {}).await;
    assert_eq!((looked.phase, looked.found.len(), looked.near.len()), (Phase::Unknown, 0, 1));
}

#[tokio::test(start_paused = true)]
async fn two_that_look_like_it_are_both_told() {
    let world = World::new("create:applied-close:1", &["list:twin-same"], &[]).await;
    let process = world.process();
    let ended = press(&world, &process.launcher).await.unwrap();
    let looked = process.launcher.search(ended.launch, Duration::from_secs(17), |_| {}).await;
    assert_eq!((looked.phase, looked.found.len()), (Phase::Matched, 2));
    assert!(looked.needs_care());
}

#[tokio::test(start_paused = true)]
async fn s12_a_clock_that_jumps_by_a_day_shortens_nothing() {
    for day in [-86_400, 86_400] {
        let world = World::new("create:close:1", &[], &[]).await;
        let process = world.process();
        let ended = press(&world, &process.launcher).await.unwrap();
        world.time.skew(day);
        let looked = process.launcher.search(ended.launch, Duration::from_secs(300), |_| {}).await;
        let too_early = process.launcher.release(&looked.id, NAME).await;
        assert!(matches!(too_early, Err(Unresolved::NotReleased(..))), "{day}: {too_early:?}");
        let looked = process.launcher.search(looked, QUIET, |_| {}).await;
        assert!(process.launcher.release(&looked.id, NAME).await.is_ok(), "{day}: {looked:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_restart_of_the_machine_starts_the_quiet_period_anew() {
    let world = World::new("create:close:1", &[], &[]).await;
    let process = world.process();
    let ended = press(&world, &process.launcher).await.unwrap();
    let looked = process.launcher.search(ended.launch, Duration::from_secs(500), |_| {}).await;
    world.time.reboot();
    tokio::time::sleep(QUIET).await;
    let too_early = process.launcher.release(&looked.id, NAME).await;
    assert!(matches!(too_early, Err(Unresolved::NotReleased(..))), "{too_early:?}");
    tokio::time::sleep(QUIET).await;
    assert!(process.launcher.release(&looked.id, NAME).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_released_launch_that_appears_after_all_raises_an_alarm() {
    let world = World::new("create:late-900-close:1", &[], &[]).await;
    let process = world.process();
    let launcher = &process.launcher;
    let ended = press(&world, launcher).await.unwrap();
    let looked = launcher.search(ended.launch, QUIET, |_| {}).await;
    let released = launcher.release(&looked.id, NAME).await.unwrap();
    assert!(!released.needs_care());
    tokio::time::sleep(Duration::from_secs(600)).await;
    assert_eq!(world.truth().len(), 1, "it came late");
    let asked = world.time.stamp();
    let list = world.list().await;
    let seen = launcher.records().saw_list(&list, &asked).await.unwrap().unwrap();
    assert_eq!((seen[0].found.clone(), seen[0].needs_care()), (world.truth(), true));
}

#[tokio::test(start_paused = true)]
async fn a_launch_in_the_place_of_a_released_one_names_it() {
    let world = World::new("create:close:1", &[], &[]).await;
    let process = world.process();
    let launcher = &process.launcher;
    let first = press(&world, launcher).await.unwrap().launch;
    assert_eq!(first.replaces, None);
    let looked = launcher.search(first, QUIET, |_| {}).await;
    let released = launcher.release(&looked.id, NAME).await.unwrap();
    let second = press(&world, launcher).await.unwrap().launch;
    assert_eq!((second.phase, second.replaces), (Phase::Created, Some(released.id)));
}

#[tokio::test(start_paused = true)]
async fn a_key_that_is_refused_while_the_outcome_is_unknown_hides_nothing() {
    let world = World::new("create:applied-close:1", &["list:401:3"], &[]).await;
    let process = world.process();
    let ended = press(&world, &process.launcher).await.unwrap();
    let looked = process.launcher.search(ended.launch, Duration::from_secs(17), |_| {}).await;
    assert_eq!(looked.phase, Phase::Unknown);
    drop(process);
    // The next process has a new key; the journal is the host's, whatever the key.
    assert_eq!(want(&world, true).await, End::Exists);
    assert_eq!(world.truth().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_window_that_starts_while_another_sends_leaves_its_launch_alone() {
    let world = World::new("create:applied-hang:1", &[], &[]).await;
    let (sending, starting) = (world.process(), world.process());
    let recovered = async {
        tokio::time::sleep(Duration::from_secs(10)).await;
        starting.launcher.records().recover().await.unwrap()
    };
    let (ended, seen) = tokio::join!(press(&world, &sending.launcher), recovered);
    assert_eq!(seen[0].phase, Phase::Sending, "its owner lives");
    assert_eq!(ended.unwrap().launch.phase, Phase::Unknown);
}

#[tokio::test(start_paused = true)]
async fn s4_a_power_cut_after_the_answer_is_looked_up() {
    let world = World::new("create:applied-plain:1", &[], &[Death::At(Point::BeforeOutcome)]).await;
    assert_eq!(want(&world, true).await, End::Exists);
    assert_eq!((world.truth().len(), world.posts()), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn the_search_goes_on_after_the_command_has_ended() {
    let world = World::new("create:late-30-close:1", &[], &[]).await;
    let process = world.process();
    let ended = press(&world, &process.launcher).await.unwrap();
    let first = process.launcher.search(ended.launch, Duration::from_secs(17), |_| {}).await;
    assert_eq!((first.phase, first.looks), (Phase::Unknown, 3));
    drop(process);
    let next = world.process();
    let found = next.launcher.search(first, Duration::from_secs(60), |_| {}).await;
    assert_eq!((found.phase, found.found), (Phase::Matched, world.truth()));
}

/// A journal that forgets is what the protocol cannot bear: the same story that ends well ends badly with it.
#[tokio::test(start_paused = true)]
async fn a_journal_that_loses_what_it_confirmed_makes_a_duplicate() {
    let mut most = Vec::new();
    for durable in [true, false] {
        let world = World::with_memory("create:late-60-close:1", durable, &[Death::At(Point::AfterSend)]).await;
        want(&world, true).await;
        tokio::time::sleep(Duration::from_secs(120)).await;
        most.push(world.truth().len());
    }
    assert_eq!(most, [1, 2]);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_that_lies_is_caught_by_the_list_when_pressed_again() {
    for create in ["create:applied-400:1", "create:applied-401:1", "create:applied-422:1", "create:applied-429:1"] {
        let world = World::new(create, &[], &[]).await;
        assert_eq!(want(&world, true).await, End::SeenInTheList, "{create}");
        assert_eq!((world.truth().len(), world.posts()), (1, 1), "{create}");
    }
}

/// What a person does who puts back the journal of before the launch: it knows nothing of what was sent.
async fn forgets_the_launch(list: &[&str]) -> (usize, u64) {
    let world = World::new("create:applied-close:1", list, &[]).await;
    live(&world, User::OlderCopy, true).await.unwrap();
    (world.truth().len(), world.posts())
}

#[tokio::test(start_paused = true)]
async fn an_older_copy_of_the_journal_makes_no_second_campaign_once_the_list_shows_the_first() {
    for list in LISTS.iter().filter(|list| !HIDING.iter().any(|fault| list.contains(fault))) {
        assert_eq!(forgets_the_launch(list).await, (1, 1), "{list:?}");
    }
}

/// What nothing on this machine can prevent: the journal forgot it, and the list does not show it. It is stated.
#[tokio::test(start_paused = true)]
async fn an_older_copy_of_the_journal_and_a_list_that_hides_the_campaign_make_a_second() {
    for list in HIDING {
        assert_eq!(forgets_the_launch(&[list]).await, (2, 2), "{list}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_is_given_up_leaves_the_launch_to_its_process() {
    let world = World::new("create:hang:1", &[], &[]).await;
    let process = world.process();
    world.deaths.interrupt(Interruption::Quit);
    tokio::select! {
        biased;
        () = process.doom.quit.notified() => {}
        ended = press(&world, &process.launcher) => panic!("{ended:?}"),
    }
    let starting = world.process();
    for launcher in [&process.launcher, &starting.launcher] {
        assert_eq!(launcher.records().recover().await.unwrap()[0].phase, Phase::Sending, "its owner lives");
    }
    drop(process);
    assert_eq!(starting.launcher.records().recover().await.unwrap()[0].phase, Phase::Unknown);
}

#[tokio::test(start_paused = true)]
async fn a_list_that_proves_nothing_never_makes_it_absent() {
    for list in ["list:empty-list", "list:bad-row", "list:500", "list:truncate-body"] {
        let world = World::new("create:close:1", &[list], &[]).await;
        let process = world.process();
        let ended = press(&world, &process.launcher).await.unwrap();
        let looked = process.launcher.search(ended.launch, 12 * QUIET, |_| {}).await;
        assert_eq!(looked.phase, Phase::Unknown, "{list}");
        assert!(!may_be_released(&looked, &world.time.stamp()), "{list}");
    }
}
