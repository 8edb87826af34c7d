using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Arguments;

namespace OpenClaw.Tenancy.Tests;

/// <summary>What is missing is said at once and by its name.</summary>
public sealed class MissingArgumentTests
{
    [Fact]
    public void Each_member_says_which_argument_is_missing()
    {
        IReadOnlyList<(string Argument, string? Fault)> asked = MissingArguments.Of(typeof(TenantId).Assembly);

        Assert.True(asked.Count >= 12, $"Only {asked.Count} were asked for.");
        string faults = string.Join('\n', asked.Where(static a => a.Fault is not null));
        Assert.True(faults.Length == 0, faults);
    }

    [Fact]
    public void Each_service_says_which_argument_is_missing()
    {
        IServiceCollection? all = null;
        using var world = new TestWorld(build: b => all = b.AddApprovals().AddTenantAllowances().AddEvents().AddAdministration().Services);
        Type[] types = [.. all!.Where(static d => !d.IsKeyedService && d.ServiceType.Assembly == typeof(TenantId).Assembly && d.ServiceType is { IsPublic: true, ContainsGenericParameters: false }).Select(static d => d.ServiceType).Distinct()];
        IReadOnlyList<(string Argument, string? Fault)> asked = MissingArguments.OfServices(world.Services.CreateScope().ServiceProvider, types);

        Assert.True(asked.Count >= 12, $"Only {asked.Count} were asked for.");
        string faults = string.Join('\n', asked.Where(static a => a.Fault is not null));
        Assert.True(faults.Length == 0, faults);
    }
}
