using OpenClaw.Tenancy.Authorization;

namespace OpenClaw.Tenancy.Properties.Exhaustive;

/// <summary>An evaluator with one answer.</summary>
internal sealed class AnswerEvaluator(Func<PolicyVerdict> answer) : IAccessEvaluator, IAsyncAccessEvaluator
{
    public PolicyVerdict Evaluate(in AccessRequest request) => answer();

    public ValueTask<PolicyVerdict> EvaluateAsync(AccessRequest request, CancellationToken cancellationToken) => new(answer());
}
