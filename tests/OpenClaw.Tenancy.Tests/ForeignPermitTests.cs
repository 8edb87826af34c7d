using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Arguments;

namespace OpenClaw.Tenancy.Tests;

/// <summary>A permit is good for the action that it was earned for, whatever it is shown to.</summary>
public sealed class ForeignPermitTests
{
    // As many as stood there when this was written, so that a service which is no longer found is noticed.
    private const int Least = 39;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_service_takes_a_permit_for_something_else(bool isOperators)
    {
        IServiceCollection? all = null;
        using var grants = new BreakGlassWorld(b => all = b.AddApprovals().AddEvents().AddAdministration().AddRuntimeTokens(TestWorld.Idp).Services);
        TestWorld world = grants.World;
        TenantId tenant = isOperators ? TenantId.Platform : TestWorld.Acme;
        AccessAction action = world.Engine.Action("operator.admin", "something.else", isOperators ? AccessActionKind.Platform : AccessActionKind.Tenant);
        var request = new AccessRequest(world.Claim(tenant, "operator.admin"), action, ResourceRef.Collection(tenant), world.Time.Now);
        AccessPermit permit = (await world.Engine.AuthorizeAsync(request, TestContext.Current.CancellationToken)).Permit!;
        IEnumerable<Type> types = all!.Where(static d => !d.IsKeyedService).Select(static d => d.ServiceType).Where(static t => t.IsPublic && !t.ContainsGenericParameters && t.Assembly == typeof(TenantId).Assembly);
        using IServiceScope scope = world.Services.CreateScope();

        Assert.InRange(ForeignPermits.AreRefused(scope.ServiceProvider, types.Distinct(), permit), Least, int.MaxValue);
    }
}
