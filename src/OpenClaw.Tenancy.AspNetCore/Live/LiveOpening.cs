using System.Diagnostics.CodeAnalysis;
using OpenClaw.Tenancy.AspNetCore.Problems;

namespace OpenClaw.Tenancy.AspNetCore.Live;

/// <summary>A live connection, or why there is none. The default is a refusal.</summary>
public readonly struct LiveOpening
{
    private readonly Problem? _refusal;

    private LiveOpening(LiveConnection? connection, Problem? refusal) => (Connection, _refusal) = (connection, refusal);

    /// <summary>The connection, or null.</summary>
    public LiveConnection? Connection { get; }

    /// <summary>Whether there is one.</summary>
    [MemberNotNullWhen(true, nameof(Connection))]
    public bool IsOpen => Connection is not null;

    /// <summary>The answer to a request that opens none.</summary>
    public Problem Refusal => _refusal ?? Problem.DependencyUnavailable;

    /// <summary>The ending of a WebSocket that was accepted before anybody knew whose it is.</summary>
    public LiveEnding Ending => LiveEnding.Refused(Refusal.Code);

    internal static LiveOpening Of(LiveConnection connection) => new(connection, refusal: null);

    internal static LiveOpening Refused(Problem refusal) => new(connection: null, refusal);
}
