"""Films a scene of ParaView over all its times: the picture of scene.py, a frame a snapshot.

    pvpython film.py [DIR] -o film.avi [--fps 8] [--field tnf]

DIR is a folder written by `knead paraview RESULT.h5 -o DIR`; by default the one in which this script lies. A film ends
in .avi (Motion JPEG) or .ogv (Theora). Its frames are kept beside it, as film/0000.png and so on; where ParaView was
built without the writer of such films, the line that makes one of them with ffmpeg is printed.
"""

import argparse
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(globals().get("__file__") or "film.py"))  # no __file__ in ParaView's window
sys.path.insert(0, HERE)

from drawing.index import SceneError, add_arguments, check_arguments  # noqa: E402
from drawing.picture import Picture, Subject  # noqa: E402


def parse_arguments(argv):
    parser = argparse.ArgumentParser(prog="film.py", description="Films a scene written by `knead paraview`.")
    add_arguments(parser, HERE, (1280, 720))
    parser.add_argument("-o", "--output", required=True, metavar="FILM.avi", help="film to write, .avi or .ogv")
    parser.add_argument("--fps", type=int, default=8, metavar="N", help="frames a second (default: 8)")
    parser.add_argument("--from", type=float, dest="start", metavar="H", help="time to start at (default: the first)")
    parser.add_argument("--until", type=float, metavar="H", help="time to end at (default: the last)")
    return parser.parse_args(argv)


def movie_writer(ending):
    """ParaView's writer of such films, or None if it was built without."""
    try:
        if ending == ".avi":
            from vtkmodules.vtkIOFFMPEG import vtkFFMPEGWriter

            return vtkFFMPEGWriter()
        from vtkmodules.vtkIOOggTheora import vtkOggTheoraWriter

        return vtkOggTheoraWriter()
    except ImportError:
        return None


def write_movie(writer, path, frames, fps):
    from vtkmodules.vtkIOImage import vtkPNGReader

    reader = vtkPNGReader()
    reader.SetFileName(frames[0])
    writer.SetInputConnection(reader.GetOutputPort())
    writer.SetFileName(path)
    writer.SetRate(fps)
    writer.SetQuality(2)
    writer.Start()
    for frame in frames:
        reader.SetFileName(frame)
        reader.Update()
        writer.Write()
    writer.End()
    return not writer.GetError()


def frames_folder(film):
    """The folder beside a film that takes its frames, without those of an earlier film."""
    folder = os.path.splitext(film)[0]
    os.makedirs(folder, exist_ok=True)
    for name in os.listdir(folder):
        if re.fullmatch(r"\d{4}\.png", name):
            os.remove(os.path.join(folder, name))
    return folder


def shoot(options):
    check_arguments(options, (".avi", ".ogv"))
    if options.fps < 1:
        raise SceneError(f"--fps {options.fps}: expected at least 1")
    subject = Subject(options)
    first = subject.times[0] if options.start is None else options.start
    last = subject.times[-1] if options.until is None else options.until
    times = [time for time in subject.times if first <= time <= last]
    if not times:
        raise SceneError(f"--from {first:g} --until {last:g}: no snapshot in between (there are some from "
                         f"{subject.times[0]:g} to {subject.times[-1]:g} h)")
    folder, frames = frames_folder(options.output), []
    picture = Picture(subject, options, subject.busiest(), times)
    for time in times:
        frames.append(os.path.join(folder, f"{len(frames):04}.png"))
        picture.turn_to(time)
        picture.save(frames[-1])
    writer = movie_writer(os.path.splitext(options.output)[1])
    if writer is None or not write_movie(writer, options.output, frames, options.fps):
        print(f"ParaView cannot write {options.output} here; with ffmpeg:")
        print(f"  ffmpeg -framerate {options.fps} -i {folder}/%04d.png -pix_fmt yuv420p {folder}.mp4")
    else:
        print(f"{options.output}: {len(frames)} frames")


def main(argv):
    try:
        shoot(parse_arguments(argv))
    except SceneError as error:
        print(f"film.py: error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    status = main(sys.argv[1:])
    if status:
        sys.exit(status)
