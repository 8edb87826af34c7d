using OpenClaw.Tenancy.TestKit.Vaults;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Tests.Vaults;

/// <summary>What takes the place of a secret, and whether it is still the one that was read.</summary>
public sealed class StoredSecretTests
{
    private static readonly StoredSecret Kept = Sample.Secret("a", revision: 5);

    [Theory]
    [InlineData(6, "s1", "a", true)]
    [InlineData(5, "s1", "a", false)]
    [InlineData(4, "s1", "a", false)]
    [InlineData(7, "s1", "a", false)]
    [InlineData(6, "S1", "a", false)]
    [InlineData(6, "s2", "a", false)]
    [InlineData(6, "s1", "A", false)]
    [InlineData(6, "s1", "b", false)]
    [InlineData(6, "s2", "b", false)]
    [InlineData(4, "s2", "a", false)]
    public void Secret_follows_when_it_was_saved_once_more_in_the_same_series_under_the_same_name(long revision, string series, string name, bool follows) =>
        Assert.Equal(follows, Kept.IsFollowedBy(Kept with { Revision = revision, Series = series, Name = name }));

    [Theory]
    [InlineData(5, "s1", true)]
    [InlineData(4, "s1", false)]
    [InlineData(6, "s1", false)]
    [InlineData(5, "S1", false)]
    [InlineData(5, "s2", false)]
    [InlineData(6, "s2", false)]
    public void It_is_still_the_one_that_was_read_at_the_same_revision_of_the_same_series(long revision, string series, bool isStill) =>
        Assert.Equal(isStill, Kept.IsStill(Kept with { Revision = revision, Series = series }));

    [Fact]
    public void What_is_gone_is_not_the_one_that_was_read() => Assert.False(Kept.IsStill(again: null));

    [Fact]
    public void Nothing_follows_by_a_fault() => Assert.Throws<ArgumentNullException>("next", static () => Kept.IsFollowedBy(null!));
}
