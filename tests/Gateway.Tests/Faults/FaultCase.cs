using Gateway.Tests.Support;

namespace Gateway.Tests.Faults;

/// <summary>A request of the table.</summary>
/// <param name="Name">Method and route, and which case of it.</param>
/// <param name="Caller">Who asks.</param>
/// <param name="Prepare">Makes what it is asked on, anew for each time.</param>
public sealed record FaultCase(string Name, Func<FaultWorld, string> Caller, Func<FaultWorld, Task<Asked>> Prepare)
{
    public string Method => Name[..Name.IndexOf(' ')];

    /// <summary>Whether it consists of several acts, each of which is whole or not there: then the rows keep their rules in between.</summary>
    public bool IsStaged { get; init; }

    /// <summary>What shows that the act was done, where more follows in the background that may fail by itself. Null: everything is as where nothing fails.</summary>
    public string[]? Done { get; init; }

    /// <summary>The trail in which a record must be durable before the act, or null.</summary>
    public string? Recorded { get; init; }

    /// <summary>What the same request gets when it was done already, besides a success.</summary>
    public int Again { get; init; }

    /// <summary>Those who are refused.</summary>
    public Func<FaultWorld, string?>[] Strangers { get; init; } = [];

    internal bool IsDone(Change change, Change whole) => Done is null ? change.Is(whole) : Done.All(part => change.Lines.Any(l => l.Contains(part, StringComparison.Ordinal)));

    /// <summary>How it is asked where that is no request over HTTP.</summary>
    public Func<FaultWorld, Asked, string?, Task<Answer>>? Over { get; init; }

    public Task<Answer> SendAsync(FaultWorld world, Asked asked, string? token) =>
        Over?.Invoke(world, asked, token) ?? world.Gateway.SendAsync(Method, asked.Path, token, asked.Json);
}
