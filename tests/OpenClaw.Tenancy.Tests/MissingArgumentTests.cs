using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Arguments;

namespace OpenClaw.Tenancy.Tests;

/// <summary>What is missing is said at once and by its name.</summary>
public sealed class MissingArgumentTests
{
    [Fact]
    public void Each_member_says_which_argument_is_missing() => MissingArguments.AreNamed(typeof(TenantId).Assembly);

    [Fact]
    public void Each_service_says_which_argument_is_missing()
    {
        IServiceCollection? all = null;
        using var world = new TestWorld(build: b => all = b.AddApprovals().AddTenantAllowances().AddEvents().AddAdministration().Services);
        Type[] types = [.. all!.Where(static d => !d.IsKeyedService && d.ServiceType.Assembly == typeof(TenantId).Assembly && d.ServiceType is { IsPublic: true, ContainsGenericParameters: false }).Select(static d => d.ServiceType).Distinct()];
        using IServiceScope scope = world.Services.CreateScope();

        MissingArguments.AreRefused(scope.ServiceProvider, types);
    }
}
