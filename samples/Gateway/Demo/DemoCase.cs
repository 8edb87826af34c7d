namespace OpenClaw.Tenancy.Samples.Gateway.Demo;

/// <summary>One request or two, and what must come of it.</summary>
/// <param name="Name">Who tries what.</param>
/// <param name="Asked">The request, for the reader.</param>
/// <param name="Expected">What must come of it.</param>
/// <param name="Play">Plays it.</param>
public sealed record DemoCase(string Name, string Asked, Expectation Expected, Func<DemoWorld, Task<DemoAnswer>> Play);
