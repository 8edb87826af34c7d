namespace OpenClaw.Tenancy.Testing.Tests.Probing.Hosts;

/// <summary>One thing that a host can do wrong, and the rule that finds it.</summary>
public sealed record Hole(string Name, string RuleId, string Endpoint);
