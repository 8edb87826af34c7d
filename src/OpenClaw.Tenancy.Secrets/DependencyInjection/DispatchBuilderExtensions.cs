using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Secrets.Dispatch;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds outbound calls of a pinned deployment to a host's tenancy.</summary>
public static class DispatchBuilderExtensions
{
    /// <summary>Adds <see cref="TenantDispatchHandler"/> for the tenant that this process is pinned to: a new one each time, for the chain of an <see cref="HttpClient"/>.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="options">How often and how long. Default: those of <see cref="TenantDispatchOptions"/>.</param>
    /// <returns>The builder.</returns>
    /// <remarks>In a process that is not pinned there is no such handler (<see cref="TenancyConfigurationException"/>): make one for each tenant's deployment.</remarks>
    public static TenancyBuilder AddTenantDispatch(this TenancyBuilder builder, TenantDispatchOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddTransient(services => new TenantDispatchHandler(
            PinnedTenant(services.GetRequiredService<IOptions<TenancyOptions>>().Value), options, services.GetRequiredService<TimeProvider>()));
        return builder;
    }

    private static TenantId PinnedTenant(TenancyOptions options) => options is { Mode: TenancyMode.Pinned, PinnedTenant: { } tenant } ? TenantId.From(tenant)
        : throw new TenancyConfigurationException(["AddTenantDispatch is for a process that is pinned to a tenant. Set TenancyMode.Pinned, or make a TenantDispatchHandler for each deployment yourself."]);
}
