using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Claims;

namespace OpenClaw.Tenancy.Tests.Directory;

/// <summary>Nothing in memory grows with names that an outsider invents.</summary>
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
