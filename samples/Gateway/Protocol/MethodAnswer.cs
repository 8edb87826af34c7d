using OpenClaw.Tenancy.AspNetCore.Problems;

namespace OpenClaw.Tenancy.Samples.Gateway.Protocol;

/// <summary>What a method gives back, or why it is refused.</summary>
public sealed record MethodAnswer(object? Payload, Problem? Refusal)
{
    public static MethodAnswer Of(object payload) => new(payload, Refusal: null);

    public static MethodAnswer Refused(Problem problem) => new(Payload: null, problem);
}
