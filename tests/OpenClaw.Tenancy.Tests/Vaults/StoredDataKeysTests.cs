using OpenClaw.Tenancy.TestKit.Vaults;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Tests.Vaults;

/// <summary>What takes the place of a tenant's keys, and what may be saved beside them: nothing that began before a shredding.</summary>
public sealed class StoredDataKeysTests
{
    private static readonly StoredDataKeys Kept = Sample.Keys(revision: 5);

    [Theory]
    [InlineData(6, "r1", true)]
    [InlineData(5, "r1", false)]
    [InlineData(4, "r1", false)]
    [InlineData(7, "r1", false)]
    [InlineData(6, "R1", false)]
    [InlineData(6, "r2", false)]
    [InlineData(4, "r2", false)]
    public void Keys_follow_when_they_were_saved_once_more_in_the_same_series(long revision, string series, bool follows) =>
        Assert.Equal(follows, Kept.IsFollowedBy(Kept with { Revision = revision, Series = series }));

    // Revisions begin anew after a shredding, so that those of the keys before it are reached again.
    [Theory]
    [InlineData(5, "r1", true)]
    [InlineData(4, "r1", false)]
    [InlineData(6, "r1", false)]
    [InlineData(5, "R1", false)]
    [InlineData(5, "r2", false)]
    [InlineData(4, "r2", false)]
    public void Secret_is_saved_beside_the_keys_that_its_writer_read(long revision, string series, bool isPermitted)
    {
        StoredDataKeys read = Kept with { Revision = revision, Series = series };
        Assert.All([1L, 2L], of => Assert.Equal(isPermitted, StoredDataKeys.Permit(Kept, read, Sample.Secret("a", revision: of))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    public void Without_keys_a_secret_is_changed_and_none_is_added(long revision)
    {
        StoredSecret secret = Sample.Secret("a", revision: revision);

        Assert.Equal(revision > 1, StoredDataKeys.Permit(kept: null, read: null, secret));
        Assert.False(StoredDataKeys.Permit(Kept, read: null, secret));
        Assert.False(StoredDataKeys.Permit(kept: null, Kept, secret));
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        Assert.Throws<ArgumentNullException>("next", static () => Kept.IsFollowedBy(null!));
        Assert.Throws<ArgumentNullException>("secret", static () => StoredDataKeys.Permit(Kept, Kept, null!));
    }
}
