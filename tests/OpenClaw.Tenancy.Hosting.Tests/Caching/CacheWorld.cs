using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Hosting.Caching;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Hosting.Tests.Caching;

/// <summary>A host with both tenant caches over a memory cache and a store that tests can look into.</summary>
internal sealed class CacheWorld : IDisposable
{
    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly List<IServiceScope> _scopes = [];

    public CacheWorld(Action<TenantCacheOptions>? configure = null, IMemoryCache? memory = null) => World = new TestWorld(build: builder =>
    {
        builder.Services.AddSingleton(memory ?? Memory);
        builder.Services.AddSingleton<IDistributedCache>(Store);
        builder.Services.AddSingleton<ILoggerFactory>(Log);
        builder.Services.AddLogging();
        builder.AddTenantCache(configure);
    });

    public TestWorld World { get; }

    public MemoryCache Memory { get; } = new(new MemoryCacheOptions());

    public OpenStore Store { get; } = new();

    public ListLog Log { get; } = new();

    public TenantCache Cache => World.Services.GetRequiredService<TenantCache>();

    public TenantDistributedCache Distributed => World.Services.GetRequiredService<TenantDistributedCache>();

    public TenantCacheView Of(TenantId tenant) => Cache.For(Context(tenant));

    public TenantDistributedCacheView StoreOf(TenantId tenant) => Distributed.For(Context(tenant));

    public TenantContext Context(TenantId tenant) => Scope(World.Claim(tenant, "operator.read")).ServiceProvider.GetRequiredService<TenantContext>();

    public IServiceScope Scope(VerifiedTenantClaim claim)
    {
        IServiceScope scope = World.Services.CreateScope();
        _scopes.Add(scope);
        scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().Bind(claim, permit: null, correlationId: null);
        return scope;
    }

    public AccessPermit Permit(VerifiedTenantClaim claim, AccessAction action)
    {
        World.Engine.Authorize(new AccessRequest(claim, action, Resources.ResourceRef.Collection(claim.Tenant), World.Time.Now), out AccessPermit? permit);
        return permit!;
    }

    public void Dispose()
    {
        _scopes.ForEach(static scope => scope.Dispose());
        World.Dispose();
        Memory.Dispose();
        Log.Dispose();
    }
}
