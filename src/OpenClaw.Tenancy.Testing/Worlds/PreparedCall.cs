using Microsoft.Extensions.DependencyInjection;

namespace OpenClaw.Tenancy.Testing.Worlds;

/// <summary>A call that is ready to be made, with its scope.</summary>
internal sealed class PreparedCall(StoreCaller call, AsyncServiceScope scope, Action kill) : IAsyncDisposable
{
    internal StoreCaller Call { get; } = call;

    /// <summary>Ends the claim of the scope, where that was put off until now.</summary>
    internal void Kill() => kill();

    public ValueTask DisposeAsync() => scope.DisposeAsync();
}
