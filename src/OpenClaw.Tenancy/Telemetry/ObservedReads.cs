namespace OpenClaw.Tenancy.Telemetry;

/// <summary>Those who report under one name. Safe for use by many threads.</summary>
/// <typeparam name="T">What they report.</typeparam>
internal sealed class ObservedReads<T>
{
    private readonly Lock _lock = new();
    private Place[] _places = [];

    internal IDisposable Add(Func<T> read)
    {
        var place = new Place(this, read);
        lock (_lock)
        {
            _places = [.. _places, place];
        }

        return place;
    }

    /// <summary>What each says now. One that throws says nothing, so that the others are heard.</summary>
    internal T[] Read()
    {
        var all = new List<T>();
        foreach (Place place in Volatile.Read(ref _places))
        {
            try
            {
                all.Add(place.Read());
            }
#pragma warning disable CA1031 // Reason: whoever collects knows nothing of who reports, and what such a failure says is no measurement.
            catch (Exception)
#pragma warning restore CA1031 // Reason: the end of the above.
            {
                // Missing from the collection.
            }
        }

        return [.. all];
    }

    private void Remove(Place place)
    {
        lock (_lock)
        {
            _places = [.. _places.Where(p => p != place)];
        }
    }

    private sealed class Place(ObservedReads<T> owner, Func<T> read) : IDisposable
    {
        internal T Read() => read();

        public void Dispose() => owner.Remove(this);
    }
}
