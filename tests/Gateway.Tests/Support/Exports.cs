using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;

namespace Gateway.Tests.Support;

public static class Exports
{
    /// <summary>The trail of a tenant, or of the platform, as its admin takes it out.</summary>
    public static async Task<string> OfAsync(RunningGateway gateway, string tenant)
    {
        IServiceProvider services = gateway.App.Services;
        TenantAudit audit = services.GetRequiredService<TenantAudit>();
        AccessAction action = tenant == "platform" ? audit.ExportPlatform : audit.Export;
        CredentialVerification verified = await services.GetRequiredService<CredentialVerifiers>().VerifyAsync(gateway.TokenOf(tenant, "exporter", "operator.admin"), default);
        await using AsyncServiceScope scope = services.CreateAsyncScope();
        using var file = new MemoryStream();
        await scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(
            verified.Claim!,
            async (s, token) => await audit.ExportAsync((await s.GetRequiredService<TenantContext>().AuthorizeAsync(action, token)).Permit!, file, token),
            default);
        return Encoding.UTF8.GetString(file.ToArray());
    }
}
