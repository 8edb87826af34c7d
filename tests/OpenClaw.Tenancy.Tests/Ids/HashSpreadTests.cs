using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.Tests.Ids;

/// <summary>Whoever chooses ids does not choose where they fall in a table: the hash has a key of the process.</summary>
public sealed class HashSpreadTests
{
    // Each pair of blocks is one number under hash = hash * factor + character, so that 2^12 ids of them are one too.
    private static readonly (uint Factor, string One, string Other)[] Plain = [(31, "aw", "c9"), (33, "az", "c8")];

    public static TheoryData<string> Kinds => ["tenant", "session key", "storage key"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Ids_that_collide_under_a_plain_hash_are_spread(string kind)
    {
        foreach ((uint factor, string one, string other) in Plain)
        {
            string[] ids = [.. Enumerable.Range(0, 4096).Select(n => string.Concat(Enumerable.Range(0, 12).Select(i => (n >> i & 1) == 0 ? one : other)))];
            Assert.Single(ids.Select(id => id.Aggregate(0u, (hash, c) => unchecked((hash * factor) + c))).Distinct());

            int spread = ids.Select(id => HashOf(kind, id)).Distinct().Count();

            Assert.InRange(spread, 4080, 4096);
        }
    }

    private static int HashOf(string kind, string id) => kind switch
    {
        "tenant" => TenantId.From(id).GetHashCode(),
        "session key" => SessionKey.From(id).GetHashCode(),
        _ => StorageKeyPartitioner.Encode(TenantId.From("acme"), "docs", id).GetHashCode(),
    };
}
