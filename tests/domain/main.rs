//! The business from outside: the rules of a plan, and every order in which a launch can go.

#[cfg(test)]
mod launch_model;
#[cfg(test)]
mod rules;
