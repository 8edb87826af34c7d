using OpenClaw.Tenancy.Ingress.Guards;

namespace OpenClaw.Tenancy.Ingress.Tests.SharedGateways;

internal static class SeenExtensions
{
    internal static (GuardAct Act, string? Code) Outcome(this GuardWorld.Seen seen) => (seen.Act, seen.Code);
}
