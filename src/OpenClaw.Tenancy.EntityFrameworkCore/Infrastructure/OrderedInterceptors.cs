using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.EntityFrameworkCore.Queries;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Infrastructure;

/// <summary>Gives the interceptors of a context in EF Core's own order, but the one that keeps the tenant's filter behind all others.</summary>
/// <remarks>EF Core calls the interceptors of the host last, so one of them could ignore the filter in a query that was already looked at.</remarks>
internal sealed class OrderedInterceptors(IServiceProvider services, IEnumerable<IInterceptor> injected, IEnumerable<IInterceptorAggregator> aggregators) : IInterceptors
{
    private List<IInterceptor>? _all;

    public TInterceptor? Aggregate<TInterceptor>()
        where TInterceptor : class, IInterceptor =>
        (TInterceptor?)aggregators.Single(static a => a.InterceptorType == typeof(TInterceptor)).AggregateInterceptors(_all ??= Ordered());

    // The options are asked for late: EF Core makes loggers, which hold this, before it has them.
    private List<IInterceptor> Ordered()
    {
        IEnumerable<IInterceptor> hosts = services.GetService<IDbContextOptions>()?.FindExtension<CoreOptionsExtension>()?.Interceptors ?? [];
        IInterceptor[] own = [.. injected];
        return [.. own.Where(static i => i is not TenantQueryInterceptor), .. hosts, .. own.Where(static i => i is TenantQueryInterceptor)];
    }
}
