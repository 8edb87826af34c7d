using Gateway.Tests.Support;

namespace Gateway.Tests.Histories;

/// <summary>A run that proposed a command and waits for an answer.</summary>
/// <param name="Asker">Whose run it is.</param>
/// <param name="Stream">The stream of the chat.</param>
/// <param name="Session">The session of the run.</param>
/// <param name="Run">The run.</param>
/// <param name="Id">The approval.</param>
internal sealed record Proposed(Credential Asker, OpenStream Stream, KnownSession Session, string Run, string Id) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}
