using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Signing;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds approvals to a host's tenancy.</summary>
public static class ApprovalsTenancyBuilderExtensions
{
    /// <summary>Adds <see cref="ApprovalDesk"/>, with an <see cref="InMemoryApprovalStore"/> where no other <see cref="IApprovalStore"/> is registered.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// An answer takes a durable ledger, and is refused without one. A store that outlives the process needs an <see cref="ITenancySigner"/>; with
    /// the one in memory, and without a signer, a key is made that dies with the process. Checked when the host starts, all errors at once.
    /// </remarks>
    public static TenancyBuilder AddApprovals(this TenancyBuilder builder, Action<ApprovalOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        OptionsBuilder<ApprovalOptions> options = services.AddOptions<ApprovalOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ApprovalOptions>, ApprovalOptionsValidator>());
        services.TryAddSingleton<IApprovalStore>(static _ => new InMemoryApprovalStore());
        services.TryAddSingleton(static s => new ApprovalSealer(s.GetService<ITenancySigner>() ?? EcdsaSigner.Generate()));
        services.TryAddSingleton(static s => new SealedApprovals(
            s.GetRequiredService<IApprovalStore>(), s.GetRequiredService<ApprovalSealer>(), s.GetRequiredService<PolicyEngine>().Patience));
        services.TryAddSingleton(static s => new ApprovalDesk(
            s.GetRequiredService<PolicyEngine>(),
            s.GetRequiredService<TenancyRealm>(),
            s.GetRequiredService<SealedApprovals>(),
            s.GetRequiredService<IOptions<ApprovalOptions>>().Value));
        services.TryAddSingleton<IResourceOwnerSource<Approval>>(static s => new ApprovalOwnerSource(
            s.GetRequiredService<SealedApprovals>(), s.GetRequiredService<TenantDirectory>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITenantHoldings, ApprovalHoldings>());
        return builder;
    }
}
