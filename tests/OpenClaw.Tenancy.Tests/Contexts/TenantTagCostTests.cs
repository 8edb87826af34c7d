using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Contexts;

/// <summary>A tag that nobody looks at costs no memory, and makes nobody look at anything.</summary>
[Collection(AloneCollection.Name)]
public sealed class TenantTagCostTests
{
    [Theory]
    [InlineData(TenantTag.Absent)]
    [InlineData(TenantTag.Plain)]
    public void Where_nobody_listens_nothing_is_allocated(TenantTag tag)
    {
        using var world = new TestWorld(o => o.TenantTag = tag, static b => b.Services.AddLogging());
        TenantTags tags = world.Services.GetRequiredService<TenantTags>();
        VerifiedTenantClaim claim = world.Claim(TestWorld.Acme);
        tags.Begin(claim)?.Dispose();

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            tags.Begin(claim)?.Dispose();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Nobody_who_did_not_listen_does_so_for_the_tag()
    {
        using var source = new ActivitySource($"tests.{Guid.NewGuid():N}");
        using var world = new TestWorld(static o => o.TenantTag = TenantTag.Plain);
        TenantTags tags = world.Services.GetRequiredService<TenantTags>();
        using (tags.Begin(world.Claim(TestWorld.Acme)))
        {
            Assert.False(source.HasListeners());
            Assert.Null(source.StartActivity("alone"));
        }

        using var other = new ActivitySource($"tests.{Guid.NewGuid():N}");
        using var caught = new TestKit.Telemetry.CaughtSpans(other.Name);
        using (tags.Begin(world.Claim(TestWorld.Acme)))
        {
            Assert.Null(source.StartActivity("still-alone"));
            other.StartActivity("heard")!.Dispose();
        }

        Assert.Equal([("heard", "acme")], caught.Ended);
        world.Dispose();
        Assert.False(source.HasListeners());
    }
}
