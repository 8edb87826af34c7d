namespace OpenClaw.Tenancy.Testing.Tests.Probing.Hosts;

/// <summary>One thing that a host can do wrong.</summary>
/// <param name="Name">The switch that opens it.</param>
/// <param name="RuleId">The rule that finds it.</param>
/// <param name="Endpoint">Where: a method and a route, a socket and a frame, or a kind of which one is made.</param>
/// <param name="Class">The class of attacks, one of <see cref="AttackClasses"/>.</param>
public sealed record Hole(string Name, string RuleId, string Endpoint, string Class);
