using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Claims;

namespace OpenClaw.Tenancy.Tests.Directory;

/// <summary>Nothing in memory grows with names that an outsider invents.</summary>
[Collection(AloneCollection.Name)]
public sealed class MemberMemoryTests
{
    private const int Wave = 50_000;

    [Fact]
    public void Accept_ManyInventedSubjectsAndCredentials_LeavesNoMemory()
    {
        using var world = new TestWorld();
        AcceptMany(world, "warm-up");
        long before = Settled();

        AcceptMany(world, "first");
        AcceptMany(world, "second");
        long grown = Settled() - before;

        // Kept cells would be some 200 bytes for each of the 200,000 names: 40 MB.
        Assert.True(grown < 8_000_000, $"grew by {grown:N0} bytes");
    }

    [Fact]
    public void Accept_UnknownTenants_LeavesNoEntry()
    {
        using var world = new TestWorld();
        int before = world.Directory.Entries.Count;

        for (int i = 0; i < 5_000; i++)
        {
            Assert.False(new Assertion(world) { Tenant = $"invented-{i}" }.Present().IsAccepted);
        }

        Assert.Equal(before, world.Directory.Entries.Count);
    }

    [Fact]
    public void Keys_that_come_and_go_leave_no_memory()
    {
        using var world = new JournalWorld();
        IssueAndRevokeMany(world, 0);
        long before = Settled();

        IssueAndRevokeMany(world, 1);
        IssueAndRevokeMany(world, 2);
        IssueAndRevokeMany(world, 3);
        long grown = Settled() - before;

        // Kept cells would be some 250 bytes for each of the 12,000 keys: 3 MB.
        Assert.True(grown < 1_000_000, $"grew by {grown:N0} bytes");
    }

    private static void IssueAndRevokeMany(JournalWorld world, int wave)
    {
        const string Host = """{"held":"Owner","unbound":true}""";
        for (int i = 0; i < 4_000; i++)
        {
            string id = $"k{wave}-{i}-{new string('x', 32)}";
            Apply(world, $$"""{"kind":"KeyIssued","v":1,"tenant":"acme","key":"{{id}}","digest":"{{(wave * 4_000) + i:x64}}","role":"Member","scopes":["operator.read"],"actor":{{Host}}}""");
            Apply(world, $$"""{"kind":"KeyRevoked","v":1,"tenant":"acme","key":"{{id}}","actor":{{Host}}}""");
        }
    }

    // The world itself would keep each record.
    private static void Apply(JournalWorld world, string text) => Assert.Equal(
        DirectoryOutcome.Applied, world.Directory.Apply(new DirectoryRecord(world.Directory.AppliedSequence + 1, world.World.Time.Now, text), out _));

    private static void AcceptMany(TestWorld world, string wave)
    {
        for (int i = 0; i < Wave; i++)
        {
            Assert.True(new Assertion(world) { Subject = $"{wave}-{i}", CredentialId = $"{wave}-{i}" }.Present().IsAccepted);
        }
    }

    private static long Settled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
