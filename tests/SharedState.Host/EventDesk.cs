using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Events;

namespace SharedState.Host;

/// <summary>What a test can ask of the process about events.</summary>
internal sealed class EventDesk(IServiceProvider services)
{
    private readonly Dictionary<string, EventSubscription> _subscriptions = [];
    private readonly Dictionary<string, List<string>> _received = [];
    private readonly EventGate _gate = services.GetRequiredService<EventGate>();

    internal async Task<string> SubscribeAsync(string name, VerifiedTenantClaim claim)
    {
        EventSubscription? subscription = await InAsync(claim, scope => _gate.TrySubscribe(scope, out EventSubscription? one) ? one : null);
        (_subscriptions[name], _received[name]) = (subscription!, []);
        return "subscribed";
    }

    internal async Task<string> PublishAsync(VerifiedTenantClaim claim, string text) =>
        (await InAsync(claim, scope => _gate.Publish(scope, "chat", Encoding.UTF8.GetBytes(text)))).ToString();

    /// <summary>Everything that a subscriber has received so far, with its numbers.</summary>
    internal string Received(string name)
    {
        while (_subscriptions[name].TryRead(out DeliveredEvent delivered))
        {
            _received[name].Add($"{delivered.Sequence}:{delivered.Event.Tenant}:{Encoding.UTF8.GetString(delivered.Event.Payload.Span)}");
        }

        return _received[name].Count == 0 ? "nothing" : string.Join(',', _received[name]);
    }

    private async Task<T> InAsync<T>(VerifiedTenantClaim claim, Func<TenantContext, T> work)
    {
        await using AsyncServiceScope outer = services.CreateAsyncScope();
        return await outer.ServiceProvider.GetRequiredService<ITenantContextFactory>()
            .RunAsync(claim, (inner, _) => Task.FromResult(work(inner.GetRequiredService<TenantContext>())), CancellationToken.None);
    }
}
