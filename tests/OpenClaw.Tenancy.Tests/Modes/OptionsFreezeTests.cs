using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Modes;

/// <summary>The mode cannot change while the process runs, nor can anything else that a decision rests on.</summary>
public sealed class OptionsFreezeTests
{
    [Fact]
    public void Set_AfterStart_Throws()
    {
        using var world = new TestWorld();
        Assert.Equal(TenancyMode.Shared, world.Engine.Mode);
        TenancyOptions options = world.Services.GetRequiredService<IOptions<TenancyOptions>>().Value;

        Action[] changes =
        [
            () => options.Mode = TenancyMode.Disabled,
            () => options.PinnedTenant = "acme",
            () => options.MaxTenants = 1,
            () => options.CrossTenantAccess = CrossTenantAccess.GlobalScope,
            () => options.Lattice = ScopeLattice.OpenClaw,
            () => options.EvaluatorTimeout = TimeSpan.FromSeconds(2),
            () => options.DependencyTimeout = TimeSpan.FromSeconds(2),
            () => options.MaxSnapshotAge = TimeSpan.FromDays(1),
            () => options.MaxStrangerRecordsPerSecond = 1,
            () => options.ForeignAttemptWindow = TimeSpan.FromHours(1),
            () => options.RecordAllowed = AllowedRecords.Emitted,
            () => options.TenantTag = TenantTag.Plain,
        ];

        Assert.Equal(typeof(TenancyOptions).GetProperties().Length, changes.Length);
        Assert.All(changes, static change => Assert.Throws<InvalidOperationException>(change));
        Assert.Equal(TenancyMode.Shared, options.Mode);
    }

    [Fact]
    public void Set_BeforeStart_Counts()
    {
        using var world = new TestWorld(static o =>
        {
            o.Mode = TenancyMode.Shared;
            o.Mode = TenancyMode.Pinned;
            o.PinnedTenant = "acme";
        });

        Assert.Equal(TenancyMode.Pinned, world.Engine.Mode);
    }

    [Fact]
    public void AddTenancy_Twice_OnlyAddsConfiguration()
    {
        var services = new ServiceCollection();
        services.AddTenancy(static o => o.Mode = TenancyMode.Disabled);
        int before = services.Count(static d => d.ServiceType == typeof(PolicyEngine));
        services.AddTenancy();

        Assert.Equal(1, before);
        Assert.Equal(1, services.Count(static d => d.ServiceType == typeof(PolicyEngine)));
    }
}
