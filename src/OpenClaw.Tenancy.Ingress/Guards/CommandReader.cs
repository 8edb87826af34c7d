using System.Globalization;

namespace OpenClaw.Tenancy.Ingress.Guards;

/// <summary>Goes through a text by the places where a gateway may read a command or a directive: <c>/approve</c>, <c>/config set</c>, <c>/exec</c> and their like act with its authority.</summary>
/// <remarks>
/// GHSA-mqpw-46fh-299h, GHSA-hfpr-jhpq-x4rm: a command inside a message got round the scope of the method that it stands for. A gateway
/// (2026.9.6) reads commands where a message begins and directives behind white space anywhere in it. Before that it leaves out what cannot
/// be seen, envelopes in brackets, the name of a sender before a colon and mentions; it takes a backslash and an n for the end of a line;
/// and it cuts out a directive that it has read, so that what stood behind it may stand behind white space.
/// </remarks>
internal ref struct CommandReader(ReadOnlySpan<char> text)
{
    private const char ByteOrderMark = '\ufeff';
    private const int MaxWord = 32;

    private readonly ReadOnlySpan<char> _text = text;
    private int _at;
    private char _before = ' ';
    private bool _isFresh = true;
    private bool _wasFresh = true;
    private bool _isMention;
    private bool _isLoose;

    /// <summary>What stands behind the slash: as much of it as are ASCII letters. Empty for the mark of a shell.</summary>
    internal string Word { get; private set; } = string.Empty;

    /// <summary>Whether it is the mark of a shell's line, <c>!</c>.</summary>
    internal bool IsShell { get; private set; }

    /// <summary>Goes on to the next place.</summary>
    internal bool MoveNext()
    {
        while (_at < _text.Length)
        {
            char c = _text[_at++];
            bool isLineEnd = c is '\n' or '\r' || IsWrittenLineEnd(c);
            if (isLineEnd || IsSpace(c))
            {
                EndWord(isLineEnd);
                continue;
            }

            if (Unseen.Is(c))
            {
                // A mark that belongs to a letter leaves it a letter. Whatever else takes no room may be taken out, or be taken for room.
                _before = char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark ? _before : ' ';
                continue;
            }

            if ((c == '/' && (_isLoose || _isMention || !IsInside(_before)) && ReadWord()) || (c == '!' && _isFresh))
            {
                (IsShell, Word, _before, _isFresh) = (c == '!', c == '!' ? string.Empty : Word, c, false);
                return true;
            }

            _isMention |= c == '@';
            _isFresh = c is ']' or ':';
            _before = c;
        }

        return false;
    }

    // White space as a gateway has it, which counts the byte-order mark.
    private static bool IsSpace(char c) => char.IsWhiteSpace(c) || c == ByteOrderMark;

    // Of what may stand before a slash this is nothing that a gateway takes away: a path, an address, a fraction, an element.
    private static bool IsInside(char before) => char.IsLetterOrDigit(before) || before is '.' or '/' or '~' or '<' or '*' or '_';

    private bool IsWrittenLineEnd(char c)
    {
        if (c != '\\' || _at == _text.Length || _text[_at] != 'n')
        {
            return false;
        }

        _at++;
        return true;
    }

    private void EndWord(bool isLineEnd)
    {
        // Before a command, a mention counts for nothing.
        _wasFresh = _isFresh = isLineEnd || _isFresh || (_isMention && _wasFresh);
        (_before, _isMention) = (' ', false);
    }

    private bool ReadWord()
    {
        Span<char> word = stackalloc char[MaxWord];
        int length = 0, at = _at;
        while (at < _text.Length && ((length < MaxWord && char.IsAsciiLetter(_text[at])) || (Unseen.Is(_text[at]) && !IsSpace(_text[at]))))
        {
            if (char.IsAsciiLetter(_text[at]))
            {
                word[length++] = _text[at];
            }

            at++;
        }

        bool isEnd = at == _text.Length;
        if (length == 0 && (isEnd || !char.IsLetter(_text[at])))
        {
            return false;
        }

        Word = word[..length].ToString();
        _isLoose |= isEnd || _text[at] == ':' || IsSpace(_text[at]);
        return true;
    }
}
