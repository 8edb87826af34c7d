namespace OpenClaw.Tenancy.Testing.Probing.Running;

/// <summary>A parameter of a route.</summary>
/// <param name="Name">Its name.</param>
/// <param name="After">The literal segment before it, or null.</param>
internal sealed record PathParameter(string Name, string? After);
