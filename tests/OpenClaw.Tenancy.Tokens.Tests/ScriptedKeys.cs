using System.Collections.Concurrent;

namespace OpenClaw.Tenancy.Tokens.Tests;

/// <summary>A key source that answers as a test says, and remembers what it was asked.</summary>
internal sealed class ScriptedKeys(Func<TokenKeyQuery, ValueTask<TokenKey?>> answer) : ITokenKeySource
{
    internal Func<TokenKeyQuery, ValueTask<TokenKey?>> Answer { get; set; } = answer;

    internal ConcurrentQueue<TokenKeyQuery> Asked { get; } = new();

    internal static ScriptedKeys Of(TokenKey key) => new(query => new ValueTask<TokenKey?>(query.KeyId == key.KeyId ? key : null));

    public ValueTask<TokenKey?> FindAsync(TokenKeyQuery query, CancellationToken cancellationToken)
    {
        Asked.Enqueue(query);
        return Answer(query);
    }
}
