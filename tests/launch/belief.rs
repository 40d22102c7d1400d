//! A list that lacks most of what was there proves nothing: neither that a name is free, nor that a launch came to nothing.

use std::time::Duration;

use kaytop::domain::launch::reconcile::{QUIET, may_be_released};
use kaytop::runtime::launch::ports::Time;

use crate::user::press;
use crate::world::{World, faults};

#[tokio::test(start_paused = true)]
async fn a_launch_waits_until_a_doubtful_list_has_come_again_or_gone() {
    for (list, ids_after) in [("list:empty-list:1", 24), ("list:empty-list:2", 0)] {
        let world = World::new("", &[], &[]).await;
        let known = world.process().launcher.prepare(world.request(), false).await.unwrap();
        assert!(known.before.ids.len() >= 24);
        world.sandbox.set_faults(faults(list));
        // Another process: it knows of the rows from the journal only.
        let (process, began) = (world.process(), world.time.stamp());
        let draft = process.launcher.prepare(world.request(), false).await.unwrap();
        assert!(draft.before.ids.len() >= ids_after && (ids_after > 0 || draft.before.ids.is_empty()), "{list}");
        assert!(world.time.stamp().since(&began).unwrap() >= Duration::from_secs(30), "{list}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_empty_list_after_a_full_one_is_no_absence_though_there_was_nothing_before_the_launch() {
    let world = World::new("create:close:1 list:empty-list:2", &[], &[]).await;
    let process = world.process();
    let ended = press(&world, &process.launcher).await.unwrap();
    assert!(ended.launch.before.ids.is_empty());
    let looked = process.launcher.search(ended.launch, 12 * QUIET, |_| {}).await;
    assert!(may_be_released(&looked, &world.time.stamp()), "whole lists without it");
    world.sandbox.set_faults(faults("list:empty-list"));
    let looked = process.launcher.look(&looked.id).await.unwrap();
    assert!(!may_be_released(&looked, &world.time.stamp()), "the server may have lost it with the others");
}
