using OpenClaw.Tenancy.Posture;

namespace OpenClaw.Tenancy.Hosting.Posture;

/// <summary>One entry of the no-go list, and what was found of it.</summary>
/// <param name="NoGo">The entry.</param>
/// <param name="State">How the host stands to it.</param>
/// <param name="Findings">What was found, a sentence each with its fix.</param>
/// <param name="Reason">Why it was accepted, or null.</param>
/// <remarks>Immutable.</remarks>
public sealed record TenancyPostureItem(TenancyNoGo NoGo, TenancyPostureState State, IReadOnlyList<string> Findings, string? Reason);
