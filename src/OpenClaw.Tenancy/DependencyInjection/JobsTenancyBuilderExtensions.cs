using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.Signing;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds envelopes and background work to a host's tenancy.</summary>
public static class JobsTenancyBuilderExtensions
{
    /// <summary>Adds <see cref="TenantEnvelopes"/>. Calling it again only adds configuration.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="configure">Sets the bounds. Default: those of <see cref="TenantEnvelopeOptions"/>.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// Signed by the host's <see cref="ITenancySigner"/>; without one by a key that dies with the process, and every envelope with it. Options are
    /// checked when the host starts, all errors at once (<see cref="OptionsValidationException"/>).
    /// </remarks>
    public static TenancyBuilder AddTenantEnvelopes(this TenancyBuilder builder, Action<TenantEnvelopeOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        OptionsBuilder<TenantEnvelopeOptions> options = services.AddOptions<TenantEnvelopeOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TenantEnvelopeOptions>, TenantEnvelopeOptionsValidator>());
        services.TryAddSingleton(MakeEnvelopes);
        return builder;
    }

    /// <summary>Adds <see cref="ITenantJobQueue"/> and <see cref="TenantJobRunner"/>. Where jobs wait, and the worker, are added beside it. Calling it again only adds configuration.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="configure">Sets the bounds. Default: those of <see cref="TenantJobOptions"/>.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Options are checked when the host starts, all errors at once (<see cref="OptionsValidationException"/>).</remarks>
    public static TenancyBuilder AddTenantJobs(this TenancyBuilder builder, Action<TenantJobOptions>? configure = null)
    {
        builder.AddTenantEnvelopes();
        IServiceCollection services = builder.Services;
        OptionsBuilder<TenantJobOptions> options = services.AddOptions<TenantJobOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TenantJobOptions>, TenantJobOptionsValidator>());
        services.TryAddSingleton(static s => new JobTrail(s.GetRequiredService<PolicyEngine>(), s.GetRequiredService<TenantDirectory>(), s.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<ITenantJobQueue>(static s => new TenantJobQueue(
            s.GetRequiredService<TenantEnvelopes>(), s.GetRequiredService<ITenantJobStore>(), s.GetRequiredService<JobTrail>(), s.GetRequiredService<PolicyEngine>().Patience, Options(s)));
        services.TryAddSingleton(MakeRunner);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITenantHoldings, JobHoldings>(static s => new JobHoldings(s.GetRequiredService<ITenantJobStore>())));
        return builder;
    }

    /// <summary>Adds the handler of a kind of job, which is made anew for each attempt.</summary>
    /// <typeparam name="THandler">The handler.</typeparam>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="kind">The kind: a lower-case letter, then up to 63 of <c>a-z 0-9 . _ -</c>.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The kind is malformed.</exception>
    public static TenancyBuilder AddJobHandler<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(this TenancyBuilder builder, string kind)
        where THandler : class, ITenantJobHandler
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(new JobHandlerRegistration(JobName.RequireKind(kind)));
        builder.Services.AddKeyedScoped<ITenantJobHandler, THandler>(kind);
        return builder;
    }

    private static TenantEnvelopes MakeEnvelopes(IServiceProvider services)
    {
        TenantEnvelopeOptions options = services.GetRequiredService<IOptions<TenantEnvelopeOptions>>().Value;
        TenancyRealm realm = services.GetRequiredService<TenancyRealm>();
        PolicyEngine engine = services.GetRequiredService<PolicyEngine>();
        return new TenantEnvelopes(
            new EnvelopeSigner(services.GetService<ITenancySigner>() ?? EcdsaSigner.Generate(), options.Former, engine.Patience),
            new EnvelopeDoor(services.GetServices<IssuerRegistration>().Select(static i => KeyValuePair.Create(i.Name, i.Options)), realm),
            new EnvelopeTrail(engine, realm.Directory, realm.Time),
            realm,
            engine,
            options);
    }

    private static TenantJobRunner MakeRunner(IServiceProvider services)
    {
        TenancyOptions tenancy = services.GetRequiredService<IOptions<TenancyOptions>>().Value;
        return new TenantJobRunner(
            services.GetRequiredService<TenantEnvelopes>(),
            services.GetRequiredService<IServiceScopeFactory>(),
            [.. services.GetServices<JobHandlerRegistration>().Select(static h => h.Kind).Distinct(StringComparer.Ordinal)],
            tenancy.Mode == TenancyMode.Pinned ? tenancy.PinnedTenant : null,
            services.GetRequiredService<JobTrail>(),
            Options(services),
            services.GetRequiredService<TimeProvider>(),
            services.GetService<ILoggerFactory>()?.CreateLogger("OpenClaw.Tenancy") ?? NullLogger.Instance);
    }

    private static TenantJobOptions Options(IServiceProvider services) => services.GetRequiredService<IOptions<TenantJobOptions>>().Value;
}
