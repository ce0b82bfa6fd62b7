from argon2.profiles import RFC_9106_LOW_MEMORY

from planner.services.password import hasher


def test_passwords_are_hashed_at_the_cost_that_the_standard_asks_for() -> None:
    real = hasher()  # imported before the tests made hashes cheap
    parts = real.hash("three unrelated lamps").split("$")
    assert parts[1:4] == ["argon2id", "v=19", "m=65536,t=3,p=4"]
    asked = RFC_9106_LOW_MEMORY
    assert (real.memory_cost, real.time_cost, real.parallelism) == (
        *(asked.memory_cost, asked.time_cost, asked.parallelism),
    )
