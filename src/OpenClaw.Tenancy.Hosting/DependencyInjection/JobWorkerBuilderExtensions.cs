using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Hosting.Jobs;
using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.Telemetry;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds jobs in memory, and the worker that runs jobs, to a host's tenancy.</summary>
public static class JobWorkerBuilderExtensions
{
    /// <summary>Keeps jobs in the memory of this process, in turns over tenants: <see cref="ITenantJobStore"/>. They end with the process.</summary>
    /// <param name="builder">The host's tenancy, to which <c>AddTenantJobs</c> adds the queue.</param>
    /// <returns>The builder.</returns>
    public static TenancyBuilder AddInProcessJobs(this TenancyBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        services.TryAddSingleton(Make);
        services.Replace(ServiceDescriptor.Singleton<ITenantJobStore>(static s => s.GetRequiredService<InProcessJobStore>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, DroppedJobs>());
        return builder;
    }

    /// <summary>Runs jobs in this process, for whose kinds <c>AddJobHandler</c> was called. Calling it again only adds configuration.</summary>
    /// <param name="builder">The host's tenancy, to which <c>AddTenantJobs</c> adds the queue.</param>
    /// <param name="configure">Sets how many run at once. Default: what <see cref="JobWorkerOptions"/> says.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Options are checked when the host starts, all errors at once (<see cref="OptionsValidationException"/>).</remarks>
    public static TenancyBuilder AddJobWorker(this TenancyBuilder builder, Action<JobWorkerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        OptionsBuilder<JobWorkerOptions> options = services.AddOptions<JobWorkerOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<JobWorkerOptions>, JobWorkerOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, JobWorker>());
        return builder;
    }

    private static InProcessJobStore Make(IServiceProvider services)
    {
        var store = new InProcessJobStore(services.GetRequiredService<TimeProvider>());
        services.GetRequiredService<TenancyTelemetry>().Observe(TenancyCount.JobsWaiting, () => store.Waiting);
        return store;
    }
}
