using System.Diagnostics;

namespace OpenClaw.Tenancy.Contexts;

/// <summary>One scope whose spans are tagged, and the log scope that goes with it.</summary>
internal sealed class TagScope(string text, IDisposable? lines) : IDisposable
{
    private IDisposable? _place;
    private volatile bool _ended;

    internal void Enter(IDisposable place) => _place = place;

    // INVARIANT: what was started in the scope and goes on after it tags nothing any more.
    internal void Put(Activity span)
    {
        if (!_ended)
        {
            span.SetTag(TenantTags.Name, text);
        }
    }

    public void Dispose()
    {
        _ended = true;
        _place?.Dispose();
        lines?.Dispose();
    }
}
