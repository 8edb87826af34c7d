using OpenClaw.Tenancy.Authorization;

namespace OpenClaw.Tenancy.Testing.Tests.Chaos;

/// <summary>A rule that has nothing against anything.</summary>
public sealed class Agreeing : IAccessEvaluator, IAsyncAccessEvaluator
{
    public PolicyVerdict Evaluate(in AccessRequest request) => PolicyVerdict.Allow;

    public ValueTask<PolicyVerdict> EvaluateAsync(AccessRequest request, CancellationToken cancellationToken) => new(PolicyVerdict.Allow);
}
