using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Events;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Events;

/// <summary>A host with an event gate.</summary>
public sealed class EventWorld : IDisposable
{
    public const string Read = "operator.read";

    public EventWorld(Action<EventOptions>? events = null, Action<TenancyOptions>? options = null, Action<TenancyBuilder>? build = null) =>
        Host = new TestWorld(options, b =>
        {
            b.AddEvents(events);
            build?.Invoke(b);
        });

    public TestWorld Host { get; }

    public EventGate Gate => Host.Services.GetRequiredService<EventGate>();

    /// <summary>An accepted claim of a member of its own, whose credential has the member's name.</summary>
    public VerifiedTenantClaim Claim(TenantId tenant, string subject, TimeSpan life, params string[] scopes) => Host.Issuer.Accept(new TenantClaim
    {
        Issuer = TestWorld.Idp,
        Tenant = tenant.ToString(),
        Subject = subject,
        Scopes = [.. scopes.Select(s => $"{s}@{tenant}")],
        IssuedAt = Host.Time.Now,
        ExpiresAt = Host.Time.Now + life,
        CredentialId = subject,
    }).Claim!;

    public EventSubscription? TrySubscribe(VerifiedTenantClaim claim, EventTerms? terms = null) => In(claim, scope => Gate.TrySubscribe(scope, out EventSubscription? subscription, terms) ? subscription : null);

    public EventSubscription Subscribe(TenantId tenant, params string[] scopes) => TrySubscribe(Host.Claim(tenant, scopes))!;

    public EventOutcome Publish(TenantId tenant, string name, string payload = "{}", string? session = null) =>
        In(Host.Claim(tenant, tenant == TenantId.Platform ? "operator.admin" : "operator.write"), scope => Gate.Publish(scope, name, Encoding.UTF8.GetBytes(payload), session));

    /// <summary>Does something in a scope of a claim.</summary>
    public T In<T>(VerifiedTenantClaim claim, Func<TenantContext, T> work)
    {
        using IServiceScope outer = Host.Services.CreateScope();
        return outer.ServiceProvider.GetRequiredService<ITenantContextFactory>()
            .RunAsync(claim, (services, _) => Task.FromResult(work(services.GetRequiredService<TenantContext>())), CancellationToken.None).GetAwaiter().GetResult();
    }

    /// <summary>Everything that waits for a subscriber.</summary>
    public static IReadOnlyList<(long Sequence, string Name, string Payload)> Drain(EventSubscription subscription)
    {
        var found = new List<(long, string, string)>();
        while (subscription.TryRead(out DeliveredEvent delivered))
        {
            Assert.Equal(subscription.Tenant, delivered.Event.Tenant);
            found.Add((delivered.Sequence, delivered.Event.Name, Encoding.UTF8.GetString(delivered.Event.Payload.Span)));
        }

        return found;
    }

    public void Dispose() => Host.Dispose();
}
