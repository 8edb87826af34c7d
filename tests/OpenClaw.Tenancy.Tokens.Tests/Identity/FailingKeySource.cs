namespace OpenClaw.Tenancy.Tokens.Tests.Identity;

/// <summary>A host's own key source that fails in one way, or gives one key for everything.</summary>
internal sealed class FailingKeySource(string how, TokenKey? key = null) : ITokenKeySource
{
    public async ValueTask<TokenKey?> FindAsync(TokenKeyQuery query, CancellationToken cancellationToken)
    {
        switch (how)
        {
            case "throws":
                throw new InvalidOperationException("the store is away");
            case "cancels":
                throw new OperationCanceledException();
            case "hangs":
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return null;
            default:
                return key;
        }
    }
}
