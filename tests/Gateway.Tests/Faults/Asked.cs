namespace Gateway.Tests.Faults;

/// <summary>A request with everything that it needs made.</summary>
public sealed record Asked(string Path, string? Json = null);
