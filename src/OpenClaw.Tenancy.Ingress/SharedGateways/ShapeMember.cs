namespace OpenClaw.Tenancy.Ingress.SharedGateways;

/// <summary>A member of an object that is let through.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="IsRequired">Whether the object is not what it should be without it.</param>
/// <param name="Bit">Its bit among the members.</param>
internal sealed record ShapeMember(string Name, Shape Shape, bool IsRequired, ulong Bit);
