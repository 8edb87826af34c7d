using OpenClaw.Tenancy.Authorization;

namespace OpenClaw.Tenancy.Properties.Evaluators;

/// <summary>An evaluator that does what its letter says.</summary>
internal sealed class LetterEvaluator(char letter) : IAccessEvaluator, IAsyncAccessEvaluator
{
    public PolicyVerdict Evaluate(in AccessRequest request) => Answer();

    public async ValueTask<PolicyVerdict> EvaluateAsync(AccessRequest request, CancellationToken cancellationToken)
    {
        if (letter == 'z')
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        return Answer();
    }

    private PolicyVerdict Answer() => char.ToUpperInvariant(letter) switch
    {
        'A' => PolicyVerdict.Allow,
        'N' => PolicyVerdict.NotApplicable,
        'F' => PolicyVerdict.Forbid,
        'I' => PolicyVerdict.Indeterminate,
        'U' => (PolicyVerdict)99,
        _ => throw new InvalidOperationException("broken"),
    };
}
