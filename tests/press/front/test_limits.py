from broadsheet.press.front.limits import Buckets, Rate, neighbourhood

RATE = Rate(3, 60)


def test_a_bucket_empties_and_fills_again():
    buckets = Buckets()
    assert [buckets.take("write", "192.0.2.1", RATE, 0.0) for _ in range(3)] == [0, 0, 0]
    assert buckets.take("write", "192.0.2.1", RATE, 0.0) == 20
    assert buckets.take("write", "192.0.2.1", RATE, 20.1) == 0


def test_memory_is_bounded():
    buckets = Buckets(most=10)
    for number in range(1000):
        buckets.take("write", f"192.0.{number // 250}.{number % 250}", RATE, 0.0)
    assert len(buckets.levels) == 10


def test_an_ipv6_subscriber_is_one_address():
    assert neighbourhood("2001:db8:1:2::1") == neighbourhood("2001:db8:1:2:ffff::9")
    assert neighbourhood("2001:db8:1:3::1") != neighbourhood("2001:db8:1:2::1")
    assert neighbourhood("no address") == "no address"
