using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace OpenClaw.Tenancy.Contexts;

/// <summary>Tags each span when it is started, by the scope in which it is started.</summary>
/// <remarks>
/// By the scope and not by the span's parent: work for one tenant may be started under a span of another, or of none. The scopes flow
/// as those of log lines do, and hold a text that opens nothing. It makes no span by itself, and hears of none before somebody else listens.
/// </remarks>
internal sealed class SpanTagger : IDisposable
{
    private readonly LoggerExternalScopeProvider _scopes = new();
    private readonly Lock _lock = new();
    private readonly ActivityListener _lookout;
    private readonly ActivityListener _listener;
    private WeakReference<ActivitySource>[] _sources = [];
    private volatile bool _listening;
    private bool _ended;

    internal SpanTagger()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.None,
            SampleUsingParentId = static (ref ActivityCreationOptions<string> _) => ActivitySamplingResult.None,
            ActivityStarted = Tag,
        };

        // It listens to no source. It is only told of each.
        _lookout = new ActivityListener { ShouldListenTo = Note };
        ActivitySource.AddActivityListener(_lookout);
    }

    /// <summary>Whether anybody listens to spans; from then on they are tagged.</summary>
    internal bool IsAnybodyListening()
    {
        if (_listening)
        {
            return true;
        }

        foreach (WeakReference<ActivitySource> known in Volatile.Read(ref _sources))
        {
            if (known.TryGetTarget(out ActivitySource? source) && source.HasListeners())
            {
                return Listen();
            }
        }

        return false;
    }

    internal TagScope Begin(string text, IDisposable? lines)
    {
        var scope = new TagScope(text, lines);
        scope.Enter(_scopes.Push(scope));
        return scope;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _ended = true;
        }

        _lookout.Dispose();
        _listener.Dispose();
    }

    // From the outermost scope to the innermost, whose text stays.
    private void Tag(Activity span) => _scopes.ForEachScope(static (scope, started) => (scope as TagScope)?.Put(started), span);

    private bool Listen()
    {
        lock (_lock)
        {
            if (!_listening && !_ended)
            {
                ActivitySource.AddActivityListener(_listener);
                _listening = true;
            }

            return _listening;
        }
    }

    private bool Note(ActivitySource source)
    {
        lock (_lock)
        {
            _sources = [.. _sources.Where(static known => known.TryGetTarget(out _)), new WeakReference<ActivitySource>(source)];
        }

        return false;
    }
}
