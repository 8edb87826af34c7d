namespace OpenClaw.Tenancy.TestKit.Telemetry;

/// <summary>A line, and the tenants that the scopes around it name, outermost first.</summary>
public sealed record ScopedLine(string Text, IReadOnlyList<string> Tenants);
