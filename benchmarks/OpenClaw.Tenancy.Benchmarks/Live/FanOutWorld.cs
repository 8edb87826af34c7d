using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Events;

namespace OpenClaw.Tenancy.Benchmarks.Live;

/// <summary>A thousand subscribers, of whom a few may receive an event; and as many queues into which everything is put.</summary>
internal sealed class FanOutWorld
{
    private const int All = 1_000;

    private readonly EventGate _gate;
    private readonly TenantContext _acme;
    private readonly EventSubscription[] _subscribers;
    private readonly byte[] _payload = new byte[200];
    private readonly Channel<byte[]>[] _queues = [.. Enumerable.Range(0, All).Select(static _ => Channel.CreateBounded<byte[]>(256))];

    /// <param name="eligible">How many may receive it.</param>
    /// <param name="ofTenant">How many are of its tenant; the rest are another one's.</param>
    public FanOutWorld(int eligible, int ofTenant)
    {
        var services = new ServiceCollection();
        services.AddTenancy(o => o.Mode = TenancyMode.Shared).AddTenants("acme", "globex").AddEvents()
            .AddIssuer("idp", static o =>
            {
                o.MaxLifetime = TimeSpan.FromHours(1);
                o.ForTenants("acme", "globex");
            }, static (_, door) => new OpenIssuer(door));
        ServiceProvider provider = services.BuildServiceProvider();
        _gate = provider.GetRequiredService<EventGate>();
        _acme = Bound(provider, "acme", "operator.read");
        TenantContext without = Bound(provider, "acme", "operator.approvals");
        TenantContext foreign = Bound(provider, "globex", "operator.read");
        _subscribers = [.. Enumerable.Range(0, All).Select(i => Subscribe(i < eligible ? _acme : i < ofTenant ? without : foreign))];
    }

    public void Publish(int n)
    {
        for (int i = 0; i < n; i++)
        {
            _gate.Publish(_acme, "chat", _payload);
        }
    }

    public void Drain()
    {
        foreach (EventSubscription subscriber in _subscribers)
        {
            while (subscriber.TryRead(out _))
            {
            }
        }
    }

    public void Broadcast(int n)
    {
        for (int i = 0; i < n; i++)
        {
            byte[] copy = [.. _payload];
            foreach (Channel<byte[]> queue in _queues)
            {
                queue.Writer.TryWrite(copy);
            }
        }
    }

    public void DrainBroadcast()
    {
        foreach (Channel<byte[]> queue in _queues)
        {
            while (queue.Reader.TryRead(out _))
            {
            }
        }
    }

    private static TenantContext Bound(ServiceProvider provider, string tenant, string scope)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        VerifiedTenantClaim claim = provider.GetRequiredService<OpenIssuer>().Door.Accept(new TenantClaim
        {
            Issuer = "idp",
            Tenant = tenant,
            Subject = "alice",
            Scopes = [$"{scope}@{tenant}"],
            IssuedAt = now,
            ExpiresAt = now.AddHours(1),
        }).Claim!;
        IServiceProvider scoped = provider.CreateScope().ServiceProvider;
        scoped.GetRequiredService<ITenantContextFactory>().Bind(claim, permit: null, correlationId: null);
        return scoped.GetRequiredService<TenantContext>();
    }

    private EventSubscription Subscribe(TenantContext scope) => _gate.TrySubscribe(scope, out EventSubscription? subscription)
        ? subscription : throw new InvalidOperationException("There is no place.");
}
