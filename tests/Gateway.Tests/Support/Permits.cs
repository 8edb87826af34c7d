using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Resources;

namespace Gateway.Tests.Support;

public static class Permits
{
    /// <summary>Earns a permit as a member of a tenant, for a resource whose owner the test states.</summary>
    public static async Task<AccessPermit> EarnAsync(RunningGateway gateway, string tenant, AccessAction action, ResourceRef resource)
    {
        IServiceProvider services = gateway.App.Services;
        CredentialVerification verified = await services.GetRequiredService<CredentialVerifiers>().VerifyAsync(gateway.Member(tenant), default);
        await using AsyncServiceScope scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(
            verified.Claim!,
            async (s, token) => (await s.GetRequiredService<TenantContext>().AuthorizeAsync(action, resource, token)).Permit!,
            default);
    }
}
