using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Exchange;

/// <summary>Does something between the look at the membership and the real mint: no real thing can be made to do so at that moment.</summary>
internal sealed class MintSpy(ITenantTokenIssuer mint, ManualTime time, TenantDirectory directory, Action<ManualTime, TenantDirectory> before) : ITenantTokenIssuer
{
    public ValueTask<string> IssueAsync(TenantTokenRequest request, CancellationToken cancellationToken)
    {
        before(time, directory);
        return mint.IssueAsync(request, cancellationToken);
    }

    internal static void PutBefore(TenancyBuilder builder, string issuer, Action<ManualTime, TenantDirectory> before)
    {
        ServiceDescriptor real = builder.Services.Last(d => d.ServiceType == typeof(ITenantTokenIssuer) && Equals(d.ServiceKey, issuer));
        builder.Services.AddKeyedSingleton<ITenantTokenIssuer>(issuer, (services, key) => new MintSpy(
            (ITenantTokenIssuer)real.KeyedImplementationFactory!(services, key),
            (ManualTime)services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<TenantDirectory>(),
            before));
    }
}
