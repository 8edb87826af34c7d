using System.Text.Json;
using OpenClaw.Tenancy.AspNetCore.Problems;

namespace OpenClaw.Tenancy.Samples.ControlPlane.Dispatch;

/// <summary>What came of one attempt.</summary>
/// <param name="Result">What the runtime answered, or null where it was no success.</param>
/// <param name="Problem">What the caller is told where it was none.</param>
/// <param name="MayTryAgain">Whether another attempt does no harm.</param>
internal sealed record RuntimeAnswer(JsonElement? Result, Problem Problem, bool MayTryAgain)
{
    internal static RuntimeAnswer Of(JsonElement result) => new(result, Problem.DependencyUnavailable, MayTryAgain: false);

    internal static RuntimeAnswer Failed(bool mayTryAgain) => new(Result: null, Problem.DependencyUnavailable, mayTryAgain);

    internal static RuntimeAnswer Refused(Problem problem) => new(Result: null, problem, MayTryAgain: false);
}
