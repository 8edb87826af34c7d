using OpenClaw.Tenancy.AspNetCore.Problems;

namespace OpenClaw.Tenancy.Samples.ControlPlane.Dispatch;

/// <summary>An attempt was refused or failed in a way that no further one mends. A handler has no other way to say it than an exception.</summary>
internal sealed class RuntimeRefusal(Problem problem) : Exception("The call was refused.")
{
    internal Problem Problem { get; } = problem;
}
