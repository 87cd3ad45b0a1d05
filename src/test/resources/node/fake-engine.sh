# An engine that does nothing: says that it has registered and waits for the end of its input.
# Arguments: a folder to work in, its instance, where its controller is, a mode, how many engines it has. The mode:
# "broken" to end at once, "prelude" to fail its prelude, "shy" to never register, "deaf" to ignore SIGTERM and the end of input, "killed" to have one of its engines ended, "talkative" to say
# something at its end.
folder=$1
instance=$2
mode=$4
[ "$mode" = deaf ] && trap '' TERM
[ "$mode" = talkative ] && trap '' TERM
[ "$mode" = deaf ] && mkfifo "$folder/never-$instance" && exec 4<>"$folder/never-$instance"
read -r handover
secret=${handover#*\"secret\":\"}
secret=${secret%%\"*}
echo "engine $instance for $3"
echo "$3" >>"$folder/controllers"
[ "$mode" = broken ] && echo "there is no heap like that" && exit 1
[ "$mode" = prelude ] && echo "the prelude has failed at line 3" && exit 74
for ((k = 0; k < ${5:-1}; k++)); do
  [ "$mode" = shy ] || echo "@stoker $secret engine-registered $(($(wc -l <"$folder/controllers") - 1 + k)) $instance$([ $k = 0 ] || echo .$k)"
done
[ "$mode" = killed ] && echo "@stoker $secret engine-ended $instance.1"
while :; do
  read -r line && continue
  [ "$mode" = talkative ] && echo "I am ending" && sleep 0.1 && echo "these are my last words"
  [ "$mode" = deaf ] || exit 0
  read -r -t 0.2 line <&4
done
