using System.Text.Json;
using OpenClaw.Tenancy.AspNetCore.Problems;

namespace OpenClaw.Tenancy.Samples.ControlPlane.Dispatch;

/// <summary>What came of a call.</summary>
/// <param name="Result">What the runtime answered, or null where it was no success.</param>
/// <param name="Problem">What the caller is told where it was none.</param>
/// <param name="Reason">What the trail is told then.</param>
internal sealed record RuntimeAnswer(JsonElement? Result, Problem Problem, string Reason)
{
    /// <summary>The runtime is another tenant's: the operator's to mend, and for the caller not there.</summary>
    internal static RuntimeAnswer Misrouted { get; } = new(Result: null, Problem.DependencyUnavailable, DenyReason.PolicyDenied.ToCode());

    internal static RuntimeAnswer Of(JsonElement result) => new(result, Problem.DependencyUnavailable, DenyReason.None.ToCode());

    internal static RuntimeAnswer Refused(Problem problem) => new(Result: null, problem, problem.Code);
}
